from django.contrib.auth import views as auth_views
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from apps.accounts.access import member_required
from apps.accounts.actors import SESSION_KEY
from apps.accounts.forms import SignInForm


class SignIn(auth_views.LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


sign_in = SignIn.as_view()
sign_out = auth_views.LogoutView.as_view()


@require_POST
@member_required
def switch_organization(request: HttpRequest) -> HttpResponse:
    """Makes another of my organisations the one this session works in."""
    handle = request.POST.get("organization", "")
    membership = request.user.memberships.filter(organization__handle=handle).first()  # type: ignore[union-attr]
    if membership is None:
        raise Http404
    request.session[SESSION_KEY] = membership.organization_id
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return redirect(target if safe else "portal:home")
