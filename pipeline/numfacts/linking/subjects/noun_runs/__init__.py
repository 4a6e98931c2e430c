"""Whom or what a run of nouns names in a Chinese sentence, if anybody: a name, a place, a noun or a pronoun."""
