from django.urls import path

from apps.numberpools import views

app_name = "numberpools"
urlpatterns = [
    path("numbers/", views.number_list, name="number_list"),
    path("numbers/refresh/", views.refresh, name="refresh"),
    path("numbers/export.csv", views.export, name="export"),
]
