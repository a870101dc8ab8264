from typing import Any

from django.contrib.auth import views as auth_views
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from apps.accounts import signing
from apps.accounts.access import MemberRequest, member_required
from apps.accounts.actors import SESSION_KEY, actor_for
from apps.accounts.forms import SignInForm


class SignIn(auth_views.LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        signing.signed_in(user=form.get_user(), actor=actor_for(self.request))
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """Only a wrong password counts, not one that is missing."""
        if form.has_error(NON_FIELD_ERRORS, "invalid_login"):
            signing.sign_in_failed(
                email=form.cleaned_data["username"],
                request_id=getattr(self.request, "id", ""),
                ip=self.request.META.get("REMOTE_ADDR") or None,
            )
        return super().form_invalid(form)


class SignOut(auth_views.LogoutView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            signing.signed_out(user=request.user, actor=actor_for(request))
        return super().post(request, *args, **kwargs)


sign_in = SignIn.as_view()
sign_out = SignOut.as_view()


@require_POST
@member_required
def switch_organization(request: MemberRequest) -> HttpResponse:
    """Makes another of my organisations the one this session works in."""
    handle = request.POST.get("organization", "")
    membership = request.membership.user.memberships.filter(organization__handle=handle).first()
    if membership is None:
        raise Http404
    signing.switched(user=membership.user, actor=request.actor, to=membership.organization_id)
    request.session[SESSION_KEY] = membership.organization_id
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return redirect(target if safe else "portal:home")
