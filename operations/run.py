"""`make run`: prepare what is missing, then serve. Each step says what it does; a second start skips what is done."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACK = ROOT / "fixtures" / "packs" / "social-media-manager"
STAMP = ROOT / "var" / "prepared"


def manage(*arguments: str) -> None:
    subprocess.run([sys.executable, str(ROOT / "manage.py"), *arguments], cwd=ROOT, check=True)


def fingerprint() -> str:
    """Changes with the code's migrations and the pack: when it is the same, nothing needs preparing."""
    digest = hashlib.sha256()
    files = [*ROOT.glob("*/migrations/*.py"), *PACK.rglob("*"), ROOT / "requirements.txt"]
    for file in sorted(file for file in files if file.is_file()):
        digest.update(str(file.relative_to(ROOT)).encode())
        digest.update(file.read_bytes())
    digest.update(os.environ.get("DATABASE_URL", "").encode())
    return digest.hexdigest()


def prepare() -> None:
    print("[2/5] Database", flush=True)
    manage("migrate", "--verbosity", "0")
    manage("createcachetable")
    print("[3/5] Career pack (about a minute the first time)", flush=True)
    manage("load_pack", str(PACK))
    manage("rebuild_standings")
    print("[4/5] Demo accounts", flush=True)
    manage("seed_demo")


def accounts(password: str) -> list[str]:
    """The demo accounts, a line each: who looks around, then who is there for the demonstration to publishers."""
    named = [f"      {name}@demo.test  {password}" for name in ("learner", "mentor", "editor", "publisher", "admin")]
    return [
        *named,
        "      further accounts for the staff demo: hugo@demo.test, same password (has used every attempt of a quiz); "
        "awa@, tom@ and lina@demo.test, nobody signs in (their answers wait to be judged again)",
    ]


def main() -> None:
    port = os.environ.get("PORT", "8000")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    STAMP.parent.mkdir(exist_ok=True)
    wanted = fingerprint()
    if not STAMP.exists() or STAMP.read_text() != wanted:
        prepare()
        STAMP.write_text(wanted)
    password = os.environ.get("DEMO_PASSWORD", "tremplin-demo")
    print(f"[5/5] http://localhost:{port}/", flush=True)
    print("\n".join(accounts(password)), flush=True)
    os.chdir(ROOT)
    os.execv(  # noqa: S606
        sys.executable, [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    )


if __name__ == "__main__":
    main()
