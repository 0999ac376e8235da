# The page of one mirror, and feeds.

mirror-lag = lag: { $lag }
mirror-uptime = served { $percent } % of the last 90 days
mirror-drained = The operator of the service has taken this mirror out since { $since }.
mirror-drained-until = It returns at { $until }.

facts-title = About this mirror
facts-update = Synchronised every
facts-urls = Addresses

on-net-title = Networks it serves first
on-net-none = This mirror declares no networks. Clients get it by distance.
on-net-text = Clients in these networks get this mirror before others.
on-net-monopoly = Clients in these networks get only this mirror.
on-net-systems = Autonomous systems
on-net-networks = Networks
on-net-cloud = Cloud regions
on-net-all-regions = all
and-more = and { $count } more

# What is wrong with the mirror, one box for each cause.
problems-title =
    { $count ->
        [one] One problem
       *[other] { $count } problems
    }
effect-time = The mirror counts as outdated, because its TIME file does not show that it is current
# $route is a protocol, perhaps over IPv4 or IPv6.
effect-route = { $route } does not work
# $state is one of the states below.
effect-repositories =
    { $count ->
        [one] One repository is { $state }
       *[other] { $count } repositories are { $state }
    }
problem-since = Since
problem-expected = Published digest
problem-found = Digest on the mirror
problem-repeat = Command to reproduce it:

grid-title = Repositories
grid-good = { $good } of { $total } served

# The state of a repository on a mirror.
state-current = current
state-ahead = ahead of the reference
state-previous = previous publication
state-stale = outdated
state-missing = missing
state-corrupt = damaged
state-unreachable = unreachable
state-unknown = not checked yet

history-title = History
history-nothing = Nothing has been recorded yet.
strip-title = The last 90 days
strip-unknown = unknown
chart-title = Lag in the last 30 days: { $greatest } at most; { $allowed } are allowed
changes-title = Changes
# Changes that are part of the normal life of a mirror: it falls behind a publication, and catches up.
changes-routine =
    { $count ->
        [one] One routine update
       *[other] { $count } routine updates
    }

change-repository = { $repository }: { $from } → { $to }
change-repositories = { $count } repositories: { $from } → { $to }
change-time-works = TIME can be read again
change-time-fails = TIME can no longer be read
change-route-works = { $route } works
change-route-fails = { $route } no longer works

findings-title = Findings in its file

follow-title = Follow this mirror
follow-feed = Feed of changes (Atom)
follow-badge = A badge for your own page:
follow-badge-path = Put the address of this site in front of both paths.

feed-of-mirror = Changes of { $mirror }
feed-of-all = Changes: { $site }
