"""What one types at the door."""

from __future__ import annotations

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    pass
