# Wie Veröffentlichungen zu den Spiegelservern kommen.

propagation-title = Verbreitung
propagation-lead = Der Anteil der Spiegelserver mit einer Veröffentlichung, nach Stunden seit ihrem Erscheinen.
propagation-form-label = Veröffentlichungen wählen
propagation-not-kept = Dieser Dienst bewahrt keinen Verlauf auf, weil er ohne Prüfungen oder ohne Datenbank läuft.
propagation-unreadable = Der Verlauf ist gerade nicht lesbar. Versuche es bald noch einmal. Den Grund nennt das Protokoll des Dienstes.
propagation-nothing = Seit dieser Dienst prüft, ist nichts veröffentlicht worden. Die erste Kurve erscheint nach der nächsten Änderung der Vorlage.
propagation-nothing-so = Zu diesen Filtern passt keine Veröffentlichung der letzten Zeit. Entferne einen Filter.
propagation-bad-version = Eine solche Version haben die Spiegelserver nicht. Wähle eine aus der Liste.
propagation-bad-repository = Es gibt kein solches Repository. Wähle eines aus der Liste.
propagation-bad-arch = Es gibt keine solche Architektur. Wähle eine aus der Liste.

propagation-curves = Letzte Veröffentlichungen
curve-label = { $had } von { $mirrors } Spiegelservern hatten sie. Zeit bis zur Hälfte: { $half }; bis zu neun von zehn: { $most }
propagation-not-reached = nicht erreicht

ranks-label = Die schnellsten und die langsamsten Spiegelserver
ranks-fastest = Die schnellsten Spiegelserver
ranks-slowest = Die langsamsten Spiegelserver
ranks-median = Mittlere Zeit
ranks-had = Veröffentlichungen
ranks-had-of = { $had } von { $of }

propagation-numbers = In Zahlen
propagation-numbers-caption = Der Anteil der Spiegelserver, die eine Veröffentlichung nach einer Anzahl von Stunden hatten
propagation-since = Veröffentlicht
propagation-now = aktuell
propagation-mirrors = Spiegelserver
propagation-after = { $hours } h
propagation-half = Hälfte nach
propagation-most = 90 % nach
percent = { $percent } %
propagation-exact = Die Zeiten sind auf eine Prüfrunde genau. Eine senkrechte Linie markiert die nächste Veröffentlichung. Spiegelserver, die die ganze Zeit nicht lesbar antworteten, zählen nicht.
