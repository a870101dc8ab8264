"""Guided filing: a draft seen as steps, findings, a preview, fees and a review. No HTTP."""
