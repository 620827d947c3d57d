from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from accounts import personal_data, roles

        post_migrate.connect(roles.grant_permissions, dispatch_uid="accounts.roles")
        personal_data.register_own()
