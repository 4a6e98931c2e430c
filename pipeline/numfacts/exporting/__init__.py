"""Facts in the formats of others: CSV, XLSX, xBRL-JSON, W3C Web Annotation and PROV, a module or more a format."""
