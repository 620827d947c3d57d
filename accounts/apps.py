from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out
        from django.db.models.signals import post_migrate

        from accounts import notices, personal_data, roles, sessions

        post_migrate.connect(roles.grant_permissions, dispatch_uid="accounts.roles")
        user_logged_out.connect(sessions.forget_tokens, dispatch_uid="accounts.forget_tokens")
        notices.connect()
        personal_data.register_own()
