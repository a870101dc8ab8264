"""What every resource of the Provider Configurations API has in common."""
