# How publications reach the mirrors.

propagation-title = Propagation
propagation-lead = After something is published: which share of the mirrors has it after how many hours.
propagation-form-label = Choose publications
propagation-not-kept = Nothing is kept of the past here, so there is nothing to show: the service runs without checks or without a database.
propagation-unreadable = What is kept of the past cannot be read right now. The operator of the service finds the reason in the log; try again in a moment.
propagation-nothing = Nothing has been published yet since the service began to look. The first curve begins with the next change of the reference tree.
propagation-nothing-so = Nothing of that kind has been published lately. Leave out a condition, or all of them.
propagation-bad-version = No such version is on the mirrors. Choose one from the list, or any.
propagation-bad-repository = There is no such repository. Choose one from the list, or any.
propagation-bad-arch = There is no such architecture. Choose one from the list, or any.

propagation-curves = The last publications
# A picture, told to those who do not see it.
curve-label = { $had } of { $mirrors } mirrors had it. Time until half of them: { $half }; until nine in ten: { $most }
propagation-not-reached = not reached

ranks-label = The fastest and the slowest mirrors
ranks-fastest = The fastest mirrors
ranks-slowest = The slowest mirrors
ranks-median = Usually after
ranks-had = Publications
ranks-had-of = { $had } of { $of }

propagation-numbers = In numbers
propagation-numbers-caption = Which share of the mirrors had a publication after how many hours
propagation-since = Published
propagation-now = current
propagation-mirrors = Mirrors
propagation-after = { $hours } h
propagation-half = Half after
propagation-most = 90% after
percent = { $percent }%
propagation-exact = Times are exact to a round of checks. A vertical line is where something newer was published. Mirrors that gave no readable answer all the while do not count.
