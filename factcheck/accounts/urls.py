from django.contrib.auth import views as auth
from django.urls import path
from sesame.views import LoginView as LinkView

from factcheck.accounts import views

app_name = "accounts"

urlpatterns = [
    path("sign-in/", auth.LoginView.as_view(template_name="accounts/sign_in.html"), name="sign-in"),
    path("sign-in/link/", LinkView.as_view(), name="link"),
    path("sign-out/", auth.LogoutView.as_view(), name="sign-out"),
    path("you/", views.you, name="you"),
    path("you/token/", views.new_token, name="new-token"),
]
