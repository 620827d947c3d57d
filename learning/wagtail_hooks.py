"""What learning adds to the editing interface."""

from wagtail import hooks

from learning.views import waivers

hooks.register("register_admin_urls", waivers.urls)
hooks.register("register_settings_menu_item", waivers.menu_item)
