from django.apps import AppConfig
from django.core.signals import got_request_exception

from config import logs


class TremplinConfig(AppConfig):
    name = "config"
    label = "config"

    def ready(self) -> None:
        logs.configure()
        from config.request_log import failed  # needs the models

        got_request_exception.connect(failed, dispatch_uid="config.request_log")
