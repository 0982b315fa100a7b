"""The shape of a language pack: one class per TOML file, one field per key."""
