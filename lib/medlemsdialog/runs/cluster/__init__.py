"""A run whose counties are made by the workers of a Dask cluster, and folders that lie in an object store."""
