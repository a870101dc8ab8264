from django.urls import path

from apps.policies.views import simulator, simulator_coverage

urlpatterns = [
    path("simulator/", simulator.simulator, name="simulator"),
    path("policies/<str:public_id>/coverage/", simulator_coverage.coverage, name="coverage"),
]
