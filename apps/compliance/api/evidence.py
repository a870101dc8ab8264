"""``/api/v1/evidence/``: uploading what shows how people agreed to be texted."""

from django.core.files import File
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.compliance.services.evidence import FIELD, add_evidence
from apps.core.errors import Invalid
from apps.dialects.own.views import OwnView


class EvidenceUpload(OwnView):
    """One file, in a part named ``evidence``; its address goes into ``optin_image_url``."""

    family = "tollfree"
    parser_classes = [MultiPartParser]
    content_negotiation_class = DefaultContentNegotiation
    http_method_names = ["post"]

    def post(self, request: Request) -> Response:
        upload = request.FILES.get(FIELD)
        if not isinstance(upload, File):
            raise Invalid({FIELD: ["Send one picture or PDF as a multipart part named evidence."]})
        evidence = add_evidence(upload=upload, actor=self.actor)
        body = {
            "url": evidence.public_url,
            "name": evidence.name,
            "content_type": evidence.content_type,
            "size": evidence.size,
        }
        return Response(body, status=201)
