"""The dashboard: pages over the published warehouse. It never imports `etl`."""
