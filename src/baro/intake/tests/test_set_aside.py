"""Setting a delivery aside, and taking it up again."""

from __future__ import annotations

from django.urls import reverse

from baro.intake.actions import arriving
from baro.intake.models import Delivery
from baro.intake.tests.filling import delivery
from baro.trail.models import Event


def test_what_is_no_document_is_set_aside_with_a_reason_and_stays(world):
    found = arriving.set_aside(delivery(world).pk, reason="Thư quảng cáo", by=world.clo)
    assert Event.objects.about(found)[0].sentence.endswith("set it aside: Thư quảng cáo")
    assert not Delivery.objects.waiting().exists()
    clo = world.browser(world.clo)
    assert "Báo cáo quý III" in clo.get(reverse("intake.deliveries"), {"which": "aside"}).content.decode()
    assert "Báo cáo quý III" not in clo.get(reverse("intake.deliveries"), {"which": "waiting"}).content.decode()
    arriving.take_up(found.pk, by=world.clo)
    assert list(Delivery.objects.waiting()) == [found]
