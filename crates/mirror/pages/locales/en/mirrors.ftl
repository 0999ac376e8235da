# The table of mirrors.

# The parts of the distribution that a mirror may carry.
nav-modules = Parts of the distribution
nav-module = { $module }
mirrors-of-module = Mirrors of { $module }
mirrors-all = All mirrors, with details

not-checked-note = This service does not check mirrors. The page shows what their operators declare.

figure-mirrors = Mirrors
figure-good = Up to date
figure-good-of = of { $total }
figure-lag = Median lag
figure-countries = Countries
figure-checked = Last check

map-label =
    { $count ->
        [one] A world map with the location of one mirror
       *[other] A world map with the locations of { $count } mirrors
    }

nearest-title = Nearest to you
near-you = near you

use-title = Use these mirrors
use-text = Installed systems are already set up. For your own .repo file, write this; dnf then gets the nearest healthy mirrors.

add-title = Add a mirror
add-copy = Copy the distribution to your server, and keep the copy up to date.
add-file = Describe your mirror in a file for the registry. This command asks what it needs:
add-lint = Check the file:
add-send = Send the file to the maintainers of the registry. After the first successful check, clients get your mirror.

table-title = All mirrors
table-found =
    { $found ->
        [0] No mirror found
        [one] One mirror found
       *[other] { $found } mirrors found
    }
table-count =
    { $found ->
        [one] One mirror
       *[other] { $found } mirrors
    }
table-part = { $first } to { $last } of { $found } mirrors
table-nothing = There are no mirrors yet.
table-nothing-found = No mirror matches these filters. Remove a filter.

filter-label = Find mirrors
filter-search = Search
filter-search-hint = name, sponsor, city
filter-continent = Continent
filter-country = Country
filter-protocol = Protocol
filter-status = Status

column-name = Name
column-sponsor = Sponsor
column-place = Location
column-status = Status
column-lag = Lag
column-protocols = Protocols
column-kind = Type

kind-public = public
kind-private = private
kind-cloud = cloud

pages-label = Pages of the table
