# How publications reach the mirrors.

propagation-title = Propagation
propagation-lead = The share of mirrors that have a publication, by the hours since it was published.
propagation-form-label = Choose publications
propagation-not-kept = This service keeps no history, because it runs without checks or without a database.
propagation-unreadable = The history cannot be read at the moment. Try again soon. The log of the service contains the reason.
propagation-nothing = Nothing has been published since this service started to check. The first curve appears after the next change of the reference tree.
propagation-nothing-so = There are no recent publications that match these filters. Remove a filter.
propagation-bad-version = Mirrors have no such version. Choose one from the list.
propagation-bad-repository = There is no such repository. Choose one from the list.
propagation-bad-arch = There is no such architecture. Choose one from the list.

propagation-curves = Recent publications
# Describes a picture to readers who do not see it.
curve-label = { $had } of { $mirrors } mirrors had it. Time until half of them: { $half }; until nine in ten: { $most }
propagation-not-reached = not reached

ranks-label = The fastest and the slowest mirrors
ranks-fastest = The fastest mirrors
ranks-slowest = The slowest mirrors
ranks-median = Median time
ranks-had = Publications
ranks-had-of = { $had } of { $of }

propagation-numbers = In numbers
propagation-numbers-caption = The share of mirrors that had a publication after a number of hours
propagation-since = Published
propagation-now = current
propagation-mirrors = Mirrors
propagation-after = { $hours } h
propagation-half = Half after
propagation-most = 90% after
percent = { $percent }%
propagation-exact = Times are accurate to one round of checks. A vertical line marks the next publication. Mirrors that gave no readable answer all the time do not count.
