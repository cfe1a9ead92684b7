"""Ask: a conduct question in, the rule in its own words out."""
