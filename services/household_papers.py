"""The printed forms of one household that its page offers beside the visit sheet."""

FORMS = (("2.14", "明白卡"), ("2.8", "收入确认表"), ("2.15", "一户一档"))
"""Number of the form, and what people call it."""
