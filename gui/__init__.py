"""The window: pages a cadre works in all day. Everything here leans on services and models and is leaned on by none."""
