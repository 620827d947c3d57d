"""Approving what people learn with is publishing it: by way of the page that says for whom something changes."""

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowAction

from cms.views.impact import concerned

APPROVE = "approve"


class PageEditView(EditView):
    """Wagtail's, whose button approves what stands in the form."""

    def perform_workflow_action(self) -> HttpResponse:
        if self.workflow_action == APPROVE and self.page.live:
            draft = self.form.save(commit=False)
            if _publishes(self.page) and concerned(self.request, draft, draft=draft):
                comment = json.loads(self.request.POST.get("workflow-action-extra-data") or "{}").get("comment", "")
                self.save_action()
                return redirect(_impact(self.page.pk, comment))
        answer: HttpResponse = super().perform_workflow_action()
        return answer


class ApprovalView(WorkflowAction):
    """Wagtail's, behind the buttons of lists and of the first page."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = self.object.specific
        if self.action_name == APPROVE and _publishes(page) and concerned(request, page):
            where = _impact(page.pk, request.POST.get("comment", ""))
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                shown: HttpResponse = self.render_modal_json(request, {"step": "success", "redirect": where})
                return shown
            return redirect(where)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


def _publishes(page: Any) -> bool:
    """Whether nobody has to approve it after this."""
    state = page.current_workflow_state
    if state is None:
        return False
    left = state.workflow.tasks.filter(active=True).exclude(task_states__in=state.successful_task_states)
    return [task.pk for task in left] == [state.current_task_state.task_id]


def _impact(page_id: int, comment: Any) -> str:
    asked = f"?{urlencode({'comment': str(comment)})}" if comment else ""
    return reverse("publishing_impact", args=[page_id]) + asked
