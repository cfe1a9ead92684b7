"""What is stored at run time: SQLAlchemy over a database file of our own or a PostgreSQL server, sealed with keys."""
