"""Forms: what a part declares about one, and the fields that it may have."""

from baro.ui.forms.choices import PostChoice, UnitChoice
from baro.ui.forms.fields import DateField, Days, Period
from baro.ui.forms.form import Form, act_on_many, act_through_form

__all__ = ["DateField", "Days", "Form", "Period", "PostChoice", "UnitChoice", "act_on_many", "act_through_form"]
