"""Reports and disclosures on the command line: asked for in a dialog, or given all by options."""
