# What every page of the mirror network has, and words that several of them use.

# The name of the mirror network; $name is that of the distribution.
mirrors-of = { $name } mirrors

nav-mirrors = Mirrors
nav-isos = Images
nav-explain = Why these mirrors
nav-propagation = Propagation

feed-link = Feed of all changes (Atom)
data-addresses = IP geolocation by
data-places = places by
data-modified = modified
data-map = map by

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

kilometres = { $km } km

continent-africa = Africa
continent-antarctica = Antarctica
continent-asia = Asia
continent-europe = Europe
continent-north-america = North America
continent-oceania = Oceania
continent-south-america = South America
