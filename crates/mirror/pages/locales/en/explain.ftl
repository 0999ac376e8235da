# Why a client gets its mirrors.

explain-title = Which mirrors, and why
explain-lead = Shows the mirrors that a client gets, step by step, and the reason why each other mirror is left out.
explain-form-label = Explain an answer
explain-address = Address of the client
explain-version = Version
explain-repository = Repository
explain-arch = Architecture
# The form also answers a question about one mirror.
explain-mirror = Mirror (optional)
explain-mirror-hint = name of a mirror
explain-ask = Explain

versions-main = On mirrors
versions-modules = Modules
versions-vault = In the vault
versions-asked = Requested

explain-bad-address = This is not an IP address. Enter an IPv4 address such as 192.0.2.17 or an IPv6 address such as 2001:db8::17.
explain-bad-version = There is no version “{ $version }”. Choose one from the list.
explain-bad-repository = There is no repository “{ $repository }”. Choose one from the list.
explain-bad-combination = Version { $version } does not have the repository “{ $repository }”. Choose another version or another repository.
explain-bad-arch = “{ $repository }” of version { $version } does not exist for “{ $arch }”. Choose another architecture.
explain-bad-protocol = Clients are sent to mirrors by http or https only. Choose one of them.
explain-bad-other = One of the filters in the address of this page cannot be read. Use the form instead.

explain-answer = The answer
explain-client = Client
explain-where = Location
explain-system = Network
explain-path = Requested
explain-somewhere-in = somewhere in { $country }
explain-no-country = a known location in an unknown country
explain-nowhere = unknown
explain-vault = This version is only in the vault, which is a single server. There are no mirrors to choose from.
explain-not-checked = This service does not check mirrors. All of them count as healthy.
explain-made-of-unknown = No mirror is known to be healthy yet. These mirrors have not been checked.
explain-made-of-last-good = No mirror can serve this now. These mirrors could serve it most recently.
explain-made-of-nothing = No mirror can serve this, and none ever could.
explain-fallback = Instead, the client is sent to
explain-without-private = This is not your own address, so private mirrors are left out. A client at this address may get one of them.
explain-monopoly = One mirror has a monopoly for this network. Clients get only this mirror.
explain-map-label =
    { $count ->
        [one] A map with the client and the route to one mirror
       *[other] A map with the client and the routes to { $count } mirrors
    }
explain-here = the client
explain-repeat = Mirrors that are equally good are shuffled again every few minutes.
explain-json = The same answer as JSON

kilometres-about = about { $km } km

ladder-caption =
    { $count ->
        [0] No mirror, step by step
        [one] One mirror, step by step; the best step comes first
       *[other] { $count } mirrors, step by step; the best step comes first
    }
ladder-rank = No.
ladder-distance = Distance
ladder-url = URL in the list
ladder-meant = your question
ladder-none = No mirror can be served with these filters. The reasons are listed below.

rung-subnet = mirrors that declare a network with { $address }
rung-asn = mirrors that declare { $asn }
rung-asn-unknown = mirrors that declare the client’s autonomous system, which is unknown
rung-cloud = mirrors for the client’s cloud region
rung-near = in { $country }, at most { $km } km away, shuffled
rung-country = in { $country }, farther away, by distance
rung-country-shuffled = in { $country }, shuffled, because the location of the client in the country is unknown
rung-border = in other countries, at most { $km } km away, shuffled
rung-far = farther away, by distance
rung-anywhere = shuffled, because the location of the client is unknown
rung-none = none
rung-not-needed = not needed: the list is full
rung-not-used = not used: one mirror has a monopoly

left-out-title =
    { $count ->
        [one] One mirror is left out
       *[other] { $count } mirrors are left out
    }
left-out-more = and { $count } more

why-only-vault = This version is only in the vault
why-module-not-carried = Does not carry the module
why-drained = Taken out by the operator of the service
why-expired = Outdated, or without a TIME file that shows its age
why-incomplete = Lacks some of the images
why-stale = Its copy of this repository is outdated or unknown
why-missing = Lacks this repository
why-corrupt = Its copy of this repository is damaged
why-unreachable = Did not answer when this repository was last checked
why-not-yet-checked = Not checked yet
why-not-published = Its copy of this repository is not a known publication
why-wrong-protocol = Has no URL for the requested protocol
why-protocol-fails = The requested protocol does not work there
why-fails-over-ipv6 = The client uses IPv6, which does not work there
why-other-country = Not in a requested country
why-country-excluded = In an excluded country
why-name-excluded = Excluded by name
why-private = Private, for other networks
why-cloud = For other cloud regions
why-monopoly = Another mirror has a monopoly for this network
why-duplicate-url = Has the same URL as a better mirror
why-list-full = The list is full of better mirrors
why-other = Another reason

meant-chosen = Number { $rank } in this answer.
meant-rung = Step:
meant-left-out = Not in this answer.
meant-unknown = There is no public mirror with this name.
meant-page = More about this mirror
meant-farther = It is { $km } km from the client. The farthest mirror in the answer is { $last } km away.

advice-sync = Its page shows which file was requested and what came back. It is checked again after its next synchronisation.
advice-reach = Its page shows what was tried and how it failed.
advice-wait = It is checked in the next round of checks.
advice-declare = Its file in the registry declares no such address. Add one if the mirror has it.
advice-list-full = Nothing is wrong with it. Equally good mirrors are shuffled, so it is served at other times.
advice-none = Its page shows its declaration and its health.
