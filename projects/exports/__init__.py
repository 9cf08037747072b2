"""The portal's public records as files: CSV, XLSX, JSON and GeoJSON."""
