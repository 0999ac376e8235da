# What every page has around its content, and words that several pages use.

# The name of the site, where the operator gave none.
site = Mirrors
# The name of the site; $name is that of the distribution.
site-of = { $name } mirrors

skip = Skip to content
nav-pages = Pages
nav-languages = Languages
nav-links = Links
nav-mirrors = Mirrors
# $module is a part of the distribution that only some mirrors carry.
nav-module = Mirrors of { $module }
nav-isos = Images
nav-explain = Why these mirrors
nav-propagation = Propagation

as-of = As of
not-checked-as-of = Not checked, as of
feed-link = Feed of all changes (Atom)
sponsored-by = Made possible by
data-addresses = IP geolocation by
data-places = places by
data-modified = modified
data-map = map by
runs-on = This site runs on

yes = yes
no = no

# How a mirror does.
status-ok = up to date
status-partial = in part
status-expired = outdated
status-unavailable = unavailable
status-drained = taken out
status-waiting = not looked at yet
status-trusted = taken on trust
status-unchecked = not checked

# The left part of a badge.
badge-label = mirror

duration-seconds = { $seconds } s
duration-minutes = { $minutes } min
duration-hours = { $hours } h { $minutes } min
duration-days = { $days } d { $hours } h
kilometres = { $km } km

continent-africa = Africa
continent-antarctica = Antarctica
continent-asia = Asia
continent-europe = Europe
continent-north-america = North America
continent-oceania = Oceania
continent-south-america = South America

not-found-title = There is nothing here
not-found-text = No page has this address. It may have been mistyped, or the mirror is not listed any more.
not-found-similar = Did you mean one of these mirrors?
not-found-all = See all mirrors

decimal-point = .
