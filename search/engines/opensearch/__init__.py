"""The engine over an OpenSearch cluster, for a corpus or readers that outgrow one machine."""
