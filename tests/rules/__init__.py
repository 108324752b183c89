"""Policy arithmetic, as tables of worked examples."""
