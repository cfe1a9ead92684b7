"""What is stored at run time: SQLAlchemy over the embedded database."""
