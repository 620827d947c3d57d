"""SERVE_MEDIA: the application serves the editors' images, or leaves that to a front server altogether."""

import importlib

import pytest
from django.conf import settings as current
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import NoReverseMatch, clear_url_caches, reverse

import config.urls
from tests.unit.test_settings import start

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    name = default_storage.save("images/probe.png", ContentFile(b"png"))
    yield f"/media/{name}"
    default_storage.delete(name)


@pytest.fixture
def without_media(settings):
    settings.SERVE_MEDIA = False
    importlib.reload(config.urls)
    clear_url_caches()
    yield
    settings.SERVE_MEDIA = True
    importlib.reload(config.urls)
    clear_url_caches()


def test_by_default_images_are_served(client, image):
    assert current.SERVE_MEDIA is True
    answer = client.get(image)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"png")


def test_with_a_front_server_there_is_no_such_route(client, image, without_media):
    assert client.get(image).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("media", args=["images/probe.png"])
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(("value", "shown"), [("0", "False"), ("1", "True"), (None, "True")])
def test_the_environment_decides(value, shown):
    done = start("print(settings.SERVE_MEDIA)", SERVE_MEDIA=value)
    assert (done.returncode, done.stdout.strip()) == (0, shown)
