"""Archives: many articles in one file (WARC, WET) and pointers to articles elsewhere (GDELT)."""
