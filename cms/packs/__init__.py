"""Career packs: read → check → preview → apply, and export. The grammar of the files is in docs/packs.md and beside it.

`read_pack(path)` gives a pack and the faults of its files, `check(pack)` the faults between them; without any,
`apply(pack, dry_run=…)` writes it to the site.
"""

from cms.packs.check import check
from cms.packs.loader import Refused, apply
from cms.packs.reader import read_pack

__all__ = ["Refused", "apply", "check", "read_pack"]
