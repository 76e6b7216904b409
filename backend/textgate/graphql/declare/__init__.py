"""What types of the schema are declared with: entities, relations, fields, ids, errors."""
