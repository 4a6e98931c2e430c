"""What the rule files name, as the stages ask for it: terms in one automaton, patterns, shapes, exclusions."""
