from django.db import models


class PackObject(models.Model):
    """What a career pack wrote, and from which files: loading twice changes nothing, an editor's work is kept."""

    pack = models.SlugField(max_length=60)
    kind = models.SlugField(max_length=20)
    key = models.CharField(max_length=160)
    locale = models.CharField(max_length=10, blank=True)
    # Of the files, and of the values as they were written to the site.
    file_digest = models.CharField(max_length=64)
    written_digest = models.CharField(max_length=64)
    # Block and item ids back to the keys that the files give them: an id alone does not tell its key.
    names = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack", "kind", "key", "locale"], name="pack_object_once")]

    def __str__(self) -> str:
        return f"{self.pack}/{self.kind}/{self.key}"
