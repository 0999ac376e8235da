# What every page of the mirror network has, and words that several of them use.

# The name of the mirror network; $name is that of the distribution.
mirrors-of = { $name } mirrors

nav-mirrors = Mirrors
nav-isos = Images
nav-explain = Explain
nav-propagation = Propagation

feed-link = Feed of all changes (Atom)
data-addresses = IP geolocation by
data-places = places by
data-modified = modified
data-map = map by

# The status of a mirror.
status-ok = up to date
status-partial = partly up to date
status-expired = outdated
status-unavailable = unavailable
status-drained = taken out
status-waiting = not checked yet
status-trusted = private, not checked
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
