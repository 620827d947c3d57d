from django.urls import path
from django.utils.translation import gettext_lazy as _

from cms.views.search import search

urlpatterns = [path(_("search/"), search, name="cms_search")]
