"""Questions in and out, as GIFT and Moodle XML.

Readers and writers are pure; `held`, `to_bank`, `from_bank` and `importing` know the models.
"""
