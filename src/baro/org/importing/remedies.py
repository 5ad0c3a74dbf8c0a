"""What can be wrong in a list of the organisation, and what to do about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.sheets.remedies import REMEDIES

REMEDIES |= {
    "to_come": _("This day is still to come, and a list founds up to today; plan later ones as a reorganisation."),
    "post_to_come": _("This day is still to come, and posts are opened up to today; bring the row again on that day."),
    # units
    "unit_twice": _("The unit stands in row %(other)s already; keep one of the two rows."),
    "code_taken": _("This code is taken by a unit that is not yours to keep; choose another."),
    "no_unit": _("You keep no open unit of this code, and none stands in the list of units; correct the code."),
    "no_unit_like": _("You keep no open unit of this code; do you mean %(nearest)s?"),
    "not_yours": _("Somebody else keeps the organisation there; ask them to add it, or take the row out."),
    "no_top": _("A unit without one above it is founded only when a new organisation begins; name the unit above."),
    "circle": _("The unit would stand below itself; give it another unit above."),
    "too_deep": _("It would stand deeper than the tree reaches; put it below a unit nearer to the top."),
    "same_name": _("A unit of this kind and name stands there already (%(taken)s); call this one otherwise."),
    "same_name_row": _("Row %(other)s founds a unit of this kind and name there; call one of them otherwise."),
    "needs_since": _("Write since when: it is new."),
    "before_parent": _("The unit above stands there since %(day)s; choose a day from then on."),
    "differs": _("Recorded is “%(recorded)s”; a list only adds. Change it on the page of the unit or post."),
    "differs_plan": _("Recorded is “%(recorded)s”; a list only adds. A reorganisation changes it."),
    "since_differs": _("It is recorded since %(day)s only; a list does not change that. Leave the cell empty."),
    # posts
    "post_twice": _("The post stands in row %(other)s already; keep one of the two rows."),
    "before_unit": _("The unit exists since %(day)s; choose a day from then on."),
    "no_like": _("No open post of this code and name is yours to see; write it as CODE/post, or leave the cell empty."),
    # people
    "number_twice": _("The number stands in row %(other)s already; everybody has one of their own."),
    "person_twice": _("The name stands in row %(other)s already; give both a number, or keep one of the two rows."),
    "number_taken": _("The number belongs to somebody of another name; correct the number or the name."),
    "namesakes": _("Several people of this name are recorded; write the number of the one you mean."),
    "has_number": _("Somebody of this name has the number %(number)s; write it, or another number for a namesake."),
    # tenures
    "no_person": _("Nobody of this number or name is recorded or stands in the list of people; add them there."),
    "person_wrong": _("Correct the person in row %(other)s of the list of people first."),
    "no_post": _("The unit has no open post of this name, and none stands in the list of posts; correct the name."),
    "no_post_like": _("The unit has no post of this name; do you mean “%(nearest)s”?"),
    "two_posts": _("Several posts of the unit are called so; appoint on the page of the post."),
    "before_post": _("The post exists since %(day)s; choose a day from then on."),
    "ends_first": _("The last day lies before the first; correct one of them."),
    "held": _("%(person)s is recorded there from %(first)s to %(last)s; choose other days, or end that first."),
    "held_row": _("Row %(other)s has somebody there on the same days; correct one of the two."),
    "above": _("Your own post does not have the powers of this one: propose on its page, a second person decides."),
    "oneself": _("Nobody appoints themselves; ask who keeps the organisation of the unit above."),
}
