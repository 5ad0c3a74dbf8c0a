"""Every model of Baro is held against what the trail tells of it, or its part says why not."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from baro.trail.kept import all_kept
from baro.trail.replaying import undeclared

MODELS = [model for model in apps.get_models() if model.__module__.startswith("baro.")]


def test_every_model_is_told_again_or_a_part_says_why_not():
    assert not undeclared(MODELS), "say in replays.py of its part what is kept of it, or why nothing is"


def test_a_model_of_which_nobody_says_it_is_found():
    class Undeclared(models.Model):
        class Meta:
            managed = False
            app_label = "planted"

    assert undeclared([*MODELS, Undeclared]) == ["planted.Undeclared"]
    del apps.all_models["planted"]


@pytest.mark.parametrize("model", [model for model in MODELS if hasattr(model, "FLOW")], ids=lambda m: m._meta.label)
def test_the_state_of_every_flow_is_kept(model):
    assert "state" in next(one for one in all_kept() if one.model is model).columns
