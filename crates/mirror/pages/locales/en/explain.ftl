# Why a client gets the mirrors that it gets.

explain-title = Why these mirrors
explain-lead = Which mirrors a machine is sent to, step by step, and why every other mirror is not among them.
explain-form-label = Explain an answer
explain-address = Address of the machine
explain-version = Version
explain-repository = Repository
explain-arch = Architecture
# Somebody wants to hear of one mirror above all.
explain-mirror = Mirror in question
explain-mirror-hint = name, if you ask for one
explain-ask = Explain

versions-main = On mirrors
versions-modules = Modules
versions-vault = In the vault
versions-asked = Asked for

explain-bad-address = That is no address. Give an IPv4 address such as 192.0.2.17, or an IPv6 address such as 2001:db8::17.
explain-bad-version = There is no version “{ $version }”. Choose one from the list.
explain-bad-repository = There is no repository “{ $repository }”. Choose one from the list.
explain-bad-combination = Version { $version } has no repository “{ $repository }”. Choose another version or another repository.
explain-bad-arch = “{ $repository }” of version { $version } is not there for “{ $arch }”. Choose another architecture, or any.
explain-bad-protocol = Machines are sent to mirrors by http and https alone. Choose one of them, or any.
explain-bad-other = One of the conditions in the address of this page cannot be read. Ask again with the form.

explain-answer = The answer
explain-client = Client
explain-where = Place
explain-system = Network
explain-path = Asked for
explain-somewhere-in = somewhere in { $country }
explain-no-country = a known place in an unknown country
explain-nowhere = unknown
explain-vault = This lies in the vault alone, which is one server: there is nothing to choose.
explain-not-checked = Nobody checks the mirrors here: every one counts as good.
explain-made-of-unknown = No mirror has been seen to be good yet. These are mirrors that nobody has looked at.
explain-made-of-last-good = No mirror can serve this now. These were the last that could.
explain-made-of-nothing = No mirror can serve this, and none ever could.
explain-fallback = In their place the client is sent to
explain-without-private = This is not your own address: private mirrors are left out and not mentioned. A machine there may get one of them.
explain-monopoly = A mirror has a monopoly for this network: it is the whole answer.
explain-map-label =
    { $count ->
        [one] A map with the client and the way to one mirror
       *[other] A map with the client and the ways to { $count } mirrors
    }
explain-here = the client
explain-repeat = The order is drawn by lot anew every few minutes.
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
ladder-url = What the client is told
ladder-meant = in question
ladder-nobody = No mirror can be handed out under these conditions. The reasons are below.

rung-subnet = mirrors that name a network with { $address } in it
rung-asn = mirrors that name { $asn }
rung-asn-unknown = mirrors that name the client’s network operator, who is not known
rung-cloud = mirrors for the cloud region that the client is in
rung-near = in { $country }, at most { $km } km away, by lot
rung-country = in { $country }, farther, by distance
rung-country-by-lot = in { $country }, by lot, for nothing nearer is known of the client
rung-border = in another country, at most { $km } km away, by lot
rung-far = farther away, by distance
rung-anywhere = by lot, for nothing is known of the client
rung-nobody = nobody
rung-not-needed = not needed: the answer was full
rung-not-asked = not asked: a monopoly is the whole answer

left-out-title =
    { $count ->
        [one] One mirror is left out
       *[other] { $count } mirrors are left out
    }
left-out-more = and { $count } more

why-only-vault = What is asked for lies in the vault alone
why-module-not-carried = Without the module
why-drained = Taken out by the operator of the service
why-expired = Too old, or without a TIME that says how old
why-incomplete = Without some of the images
why-stale = With an outdated or unknown copy of this repository
why-missing = Without this repository
why-corrupt = With a damaged copy of this repository
why-unreachable = Without an answer when last asked for this repository
why-not-yet-checked = Not looked at yet
why-not-published = With a copy of this repository that was not published, as far as is known
why-wrong-protocol = Without a URL for the protocol
why-protocol-fails = The protocol asked for fails there
why-fails-over-ipv6 = The client comes over IPv6, which fails there
why-other-country = In none of the countries asked for
why-country-excluded = In an excluded country
why-name-excluded = Excluded by name
why-private = Private, for other networks
why-cloud = For cloud regions that the client is not in
why-monopoly = Another mirror has a monopoly for this network
why-duplicate-url = With the same URL as a better mirror
why-list-full = The list is full with better ones
why-other = For another reason

meant-chosen = Number { $rank } of this answer.
meant-rung = Step of the ladder:
meant-left-out = Not in this answer:
meant-unknown = No mirror that can be mentioned here has this name.
meant-page = All about this mirror
meant-farther = It is { $km } km from the client; the farthest mirror of the answer is { $last } km away.

advice-sync = Its page says which file was asked for and what came back. After the next synchronisation it is looked at again.
advice-reach = Its page says what was tried and how it failed.
advice-wait = It is looked at within the next round of checks.
advice-declare = Its file in the registry does not name such an address; add one if the mirror has it.
advice-list-full = Nothing is wrong with it. Where the order is drawn by lot, it has its turn at other times.
advice-none = Its page says what it declares and how it does.
