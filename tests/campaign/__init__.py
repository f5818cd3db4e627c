"""The soundness campaign: changed lines are never called right, right lines never called wrong."""
