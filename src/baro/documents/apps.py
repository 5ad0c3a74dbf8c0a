"""The Django application of this part."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Official documents: the register, drafting, numbering, signing, issuing."""

    name = "baro.documents"
    label = "documents"
