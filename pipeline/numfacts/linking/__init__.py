"""How stage 6 (``numfacts.claims``) fills the slots of a claim: metric, change, period, source and modality."""
