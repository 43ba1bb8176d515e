"""The joint pipeline of Ukrainian and Russian: one set of weights that learned from both languages' treebanks."""
