# The page of one mirror, and feeds.

mirror-lag = { $lag } behind
mirror-uptime = handed out { $percent } % of the time (90 days at most)
mirror-drained = Taken out by the operator of the service since { $since }.
mirror-drained-until = Until { $until }.

facts-title = Declaration
facts-update = Synchronised every
facts-urls = Addresses

on-net-title = Networks that it serves first
on-net-none = It names no networks: clients get it by distance.
on-net-text = Clients in these get it before others.
on-net-monopoly = Clients in these get this mirror alone.
on-net-systems = Autonomous systems
on-net-networks = Networks
on-net-cloud = Cloud regions
on-net-all-regions = all
and-more = and { $count } more

# Why it is not up to date.
trouble-title = What is the matter
trouble-time = TIME does not speak for it
trouble-way = { $way } fails
# $state is one of the states below.
trouble-repositories =
    { $count ->
        [one] One repository: { $state }
       *[other] { $count } repositories: { $state }
    }
trouble-reason = Why
trouble-since = Since
trouble-expected = Published digest
trouble-found = Found digest
trouble-concerns = Concerns
trouble-repeat = To see it again:

grid-title = Repositories
grid-good = { $good } of { $total } handed out

# What a mirror has of a repository.
state-current = current
state-ahead = ahead of the reference
state-previous = previous publication
state-stale = stale
state-missing = missing
state-corrupt = corrupt
state-unreachable = unreachable
state-unknown = not looked at yet

course-title = Lately
course-nothing = Nothing was recorded yet.
strip-title = The last 90 days
strip-unknown = not known
chart-title = Lag in the last 30 days: at most { $greatest }, of { $allowed } that are allowed
changes-title = What changed

change-repository = { $repository }: { $from } → { $to }
change-repositories = { $count } repositories: { $from } → { $to }
change-time-works = TIME can be read
change-time-fails = TIME cannot be read any more
change-way-works = { $way } works
change-way-fails = { $way } does not work any more

remarks-title = Remarks on its file

follow-title = Follow it
follow-feed = Feed of changes (Atom)
follow-badge = A badge for your own page:
follow-badge-path = Put the address of this site before both paths.

feed-of-mirror = Changes of { $mirror }
feed-of-all = Changes: { $site }
