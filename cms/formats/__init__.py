"""Questions in and out: GIFT and Moodle XML. Reading and writing are pure; only `bank` and `importing` know the models."""
